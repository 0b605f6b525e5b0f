# An interlock that opens in mid-run: laser off at once, the run stops.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_endless_rig "$RIGS/parking.yaml"
switch=$(pull_file 2)
opened=$(now)
echo pull-down >"$switch"
end_rig
stop_wall
expect_equal "exit code" "$status" 6
expect_text "message" err 'interlock'
delay=$(milliseconds "$opened" "$(seen laserOffNanoseconds)")
# Far below a frame of the loop, which is 100 ms.
expect_between "ms from open to dark" "$delay" 0 5
expect_dark_and_released
figure "dark after $delay ms"
