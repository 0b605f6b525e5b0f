# A strip that never sees the dot, as with a cut cable: the search ends before the loop is closed.
make_chip rig 64
start_wall --blind --laser 1 --servo 0 --offset 3
rig run "$RIGS/one-servo.yaml" --format json
stop_wall
expect_equal "exit code" "$status" 7
expect_equal "outcome" "$(reported outcome)" unresponsive
expect_dark_and_released
figure "$(seen axes 0 pulses) pulses before it gave up"
