# With the lid open a servo turns, as it must while its horn is mounted, and no laser shines.
make_chip rig 64
pull 2 down
start_wall --laser 1 --servo 0 --offset 3
rig jog "$RIGS/parking.yaml" --angle 5 --pulses 20
expect_equal "exit code" "$status" 0
expect_text "what it says" out '^tilt: 5°, 1555.556 µs, 20 pulses$'
rig jog "$RIGS/parking.yaml" --angle 0 --pulses 20 --laser
expect_equal "exit code with --laser" "$status" 6
expect_text "message" err 'interlock'
status=0
laserrig jog "$RIGS/parking.yaml" --angle 5 --pulses 20 >/dev/full 2>err || status=$?
expect_equal "exit code where nothing can be written" "$status" 74
expect_text "message of that" err 'standard output: cannot be written'
stop_wall
# None of them while the laser was asked for.
expect_equal "pulses" "$(seen axes 0 pulses)" 40
expect_between "width of the last pulse" "$(seen axes 0 widthMicroseconds)" 1554.5 1556.5
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 0
expect_dark_and_released
