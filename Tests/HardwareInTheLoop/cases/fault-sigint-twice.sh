# A second Ctrl-C while the servo is on its way to the park angle: ends at once, with the laser off.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
# 40 degrees away at 4 degrees a second.
start_endless_rig "$RIGS/parking.yaml" --set pins.tilt.servo.slewRate=4
kill -INT "$rig_process"
usleep 500000
expect_equal "the laser's line while it parks" "$(line 1 value)" 0
expect_equal "the servo's line is still held while it parks" "$(line 0 held)" true
again=$(now)
kill -INT "$rig_process"
end_rig
ended=$(now)
stop_wall
expect_equal "exit code" "$status" 130
expect_between "ms to the end" "$(milliseconds "$again" "$ended")" 0 200
# The loop held some 1516 us, the park angle would be 1944: the servo is on its way, and the end has cut no pulse.
expect_between "width of the last pulse" "$(seen axes 0 widthMicroseconds)" 1500 1900
expect_equal "torn pulses" "$(seen axes 0 torn)" 0
expect_equal "pulse without an end" "$(seen axes 0 unfinished)" false
expect_dark_and_released
figure "ended after $(milliseconds "$again" "$ended") ms, the last pulse of $(seen axes 0 widthMicroseconds) us"
