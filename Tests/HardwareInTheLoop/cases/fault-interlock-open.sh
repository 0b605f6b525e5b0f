# An interlock that is open at the start: the laser is never switched on.
make_chip rig 64
pull 2 down
start_wall --laser 1 --servo 0 --offset 3
rig run "$RIGS/parking.yaml" --format json
stop_wall
expect_equal "exit code" "$status" 6
expect_text "message" err 'interlock'
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 0
expect_dark_and_released
