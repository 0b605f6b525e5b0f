# The chip vanishes in mid-run: an error of input and output, and no hang. Bound again it has another number, and a run
# finds it by its label.
make_chip rig 64
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
start_endless_rig "$RIGS/parking.yaml"
echo 0 >/config/gpio-sim/rig/live
end_rig
stop_wall
expect_equal "exit code" "$status" 74
expect_text "message" err 'rig|gpiochip'
expect_between "steps in the report" "$(reported stepCount)" 1 3000

echo 1 >/config/gpio-sim/rig/live
pull 2 up
start_wall --laser 1 --servo 0 --offset 3
rig run "$RIGS/parking.yaml" --format json
stop_wall
expect_equal "exit code of the next run" "$status" 0
expect_dark_and_released
