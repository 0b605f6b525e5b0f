# dark_once_opened MILLISECONDS
# Opens the interlock of the rig that runs, which has to end by itself, and expects the laser to be dark so soon.
dark_once_opened() {
  switch=$(pull_file 2)
  opened=$(now)
  echo pull-down >"$switch"
  end_rig
  stop_wall
  expect_equal "exit code" "$status" 6
  expect_text "message" err 'interlock'
  delay=$(milliseconds "$opened" "$(seen laserOffNanoseconds)")
  expect_between "ms from open to dark" "$delay" 0 "$1"
}
