# A dead photodiode under the middle of the dot: two groups are lit, and their mean would be a lie.
make_chip rig 64
start_wall --laser 1 --servo 0 --offset 3 --radius 1.2 --stuck-dark 16
rig run "$RIGS/one-servo.yaml" --format json
stop_wall
expect_equal "exit code" "$status" 74
expect_text "message" err 'two|separate'
expect_dark_and_released
