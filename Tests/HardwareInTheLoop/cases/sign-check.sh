# A servo that turns the other way than the program believes is followed with the sense reversed; one that does not turn
# at all ends the run before the loop is closed.
make_chip rig 64
start_wall --laser 1 --servo 0 --distance 115 --offset 3
rig run "$RIGS/one-servo.yaml" --format json --set pins.tilt.servo.reversed=true
stop_wall
expect_equal "exit code" "$status" 0
expect_equal "outcome" "$(reported outcome)" converged
expect_equal "sense" "$(reported signCheck reversed)" true
# A turn of one degree is four halves of a photodiode's pitch, give or take one.
expect_between "response" "$(reported signCheck responseCentimetersPerSlope)" -150 -80
expect_between "true error" "$(difference "$(settled 0 height)" 6)" -0.5 0.5
expect_text "the warning" err 'the laser turns the wrong way: .*pins.tilt.servo.reversed: false would mend it'
expect_dark_and_released
figure "$(reported signCheck readingCount) readings to tell, $(reported stepCount) steps"

start_wall --laser 1 --servo 5 --distance 115 --offset 6
rig run "$RIGS/one-servo.yaml" --format json
stop_wall
expect_equal "stuck: exit code" "$status" 7
expect_equal "stuck: outcome" "$(reported outcome)" unresponsive
expect_dark_and_released
