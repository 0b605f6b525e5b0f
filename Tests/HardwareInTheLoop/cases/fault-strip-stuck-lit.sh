# A photodiode that is lit while the laser is off: ambient light or a fault, told before the laser is switched on.
make_chip rig 64
start_wall --laser 1 --servo 0 --offset 3 --stuck-lit 20
rig run "$RIGS/one-servo.yaml" --format json
stop_wall
expect_equal "exit code" "$status" 69
expect_text "message" err '\<20\>'
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 0
expect_dark_and_released
