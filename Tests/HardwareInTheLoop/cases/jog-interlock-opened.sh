# An interlock that opens while a jog's laser shines: laser off at once, the jog ends, every line is given back.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_rig jog "$RIGS/parking.yaml" --angle 5 --seconds 60 --laser
await 10 line_is 1 1
await 10 pulses_reach 20
switch=$(pull_file 2)
opened=$(now)
echo pull-down >"$switch"
end_rig
stop_wall
expect_equal "exit code" "$status" 6
expect_text "message" err 'interlock'
delay=$(milliseconds "$opened" "$(seen laserOffNanoseconds)")
# Below the 20 ms after which the jog itself looks.
expect_between "ms from open to dark" "$delay" 0 5
expect_equal "torn pulses" "$(seen axes 0 torn)" 0
expect_dark_and_released
figure "dark after $delay ms"
