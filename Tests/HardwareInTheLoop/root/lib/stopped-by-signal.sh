# stopped_by_signal SIGNAL EXIT-CODE
stopped_by_signal() {
  pull 2 up
  start_wall --laser 1 --servo 0 --offset 3
  start_endless_rig "$RIGS/parking.yaml"
  expect_equal "the laser's line while it runs" "$(line 1 value)" 1
  kill -"$1" "$rig_process"
  end_rig
  stop_wall
  expect_equal "exit code" "$status" "$2"
  # 40 degrees, on this calibration.
  expect_between "width of the last pulse" "$(seen axes 0 widthMicroseconds)" 1943.4 1945.4
  expect_between "ns from laser off to the last pulse" \
    "$(difference "$(seen axes 0 endedNanoseconds)" "$(seen laserOffNanoseconds)")" 0 10000000000
  expect_equal "torn pulses" "$(seen axes 0 torn)" 0
  expect_equal "pulse without an end" "$(seen axes 0 unfinished)" false
  expect_between "steps in the report" "$(reported stepCount)" 1 3000
  expect_dark_and_released
  figure "$(seen axes 0 pulses) pulses, the last of $(seen axes 0 widthMicroseconds) us"
}
