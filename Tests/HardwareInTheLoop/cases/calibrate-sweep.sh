# A sweep finds the sense and the angles of a servo that its scenario has all wrong, writes them into it, and the loop
# that runs with them closes.
make_chip rig 64
sed -e 's/calibration: .*/calibration: [[-60, 500], [60, 2500]]   # of another servo\n      reversed: true/' \
  "$RIGS/one-servo.yaml" >mine.yaml
start_wall --laser 1 --servo 0 --distance 115 --offset 3
rig calibrate mine.yaml --sweep --distance 115 --level 3 --write
stop_wall
expect_equal "exit code" "$status" 0
expect_text "what it says of the sense" out 'sense +a longer pulse raises'
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 1
expect_equal "torn pulses" "$(seen axes 0 torn)" 0
expect_dark_and_released
figure "$(head -n 1 out)"

# The wall's servo turns 180° between 500 and 2500 µs. What was seen were a few degrees, in steps of an eighth.
expect_text "the comment that was there" mine.yaml '^      calibration: .*   # of another servo$'
expect_text "the sense" mine.yaml '^      reversed: false$'
points=$(sed -n 's/^      calibration: \[\[\(.*\)\]\] .*/\1/p' mine.yaml | tr -d '],[')
set -- $points
expect_equal "numbers in the calibration" $# 4
expect_between "angle at $2 µs" "$(difference "$1" "$(awk -v w="$2" 'BEGIN { print (w - 1500) * 0.09 }')")" -1 1
expect_between "angle at $4 µs" "$(difference "$3" "$(awk -v w="$4" 'BEGIN { print (w - 1500) * 0.09 }')")" -1 1
figure "$1° at $2 µs, $3° at $4 µs"

start_wall --laser 1 --servo 0 --distance 115 --offset 3
rig run mine.yaml --format json
stop_wall
expect_equal "outcome of a run" "$(reported outcome)" converged
expect_between "reported minus true angle" \
  "$(difference "$(reported steps -1 angleDegrees)" "$(settled 0 angle)")" -0.3 0.3

# The wall cannot tell it from darkness.
start_wall --laser 1 --servo 0 --distance 115 --offset 3 --blind
rig calibrate mine.yaml --sweep
stop_wall
expect_equal "exit code in the dark" "$status" 5
expect_text "message in the dark" err 'the dot was seen with 0 of [0-9]+ pulses'
expect_dark_and_released
