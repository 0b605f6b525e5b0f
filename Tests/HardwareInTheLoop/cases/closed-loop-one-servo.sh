# One servo and one strip find the target on walls at three distances that the program is not told.
# On newer kernels too.
make_chip rig 64
for distance in 60 115 200; do
  start_wall --laser 1 --servo 0 --distance "$distance" --offset 3
  rig run "$RIGS/one-servo.yaml" --format json
  stop_wall
  expect_equal "$distance cm: exit code" "$status" 0
  expect_equal "$distance cm: outcome" "$(reported outcome)" converged
  expect_equal "$distance cm: major number of libgpiod" "$(reported hardware libgpiod | cut -c 1)" "$GPIOD"

  error=$(reported finalErrorCentimeters)
  truth=$(difference "$(settled 0 height)" 6)
  expect_between "$distance cm: reported error" "$error" -0.26 0.26
  # A dot between two photodiodes can not be told from one half a pitch away.
  expect_between "$distance cm: reported minus true error" "$(difference "$error" "$truth")" -0.25 0.25
  expect_between "$distance cm: reported minus true angle" \
    "$(difference "$(reported steps -1 angleDegrees)" "$(settled 0 angle)")" -0.1 0.1

  expect_equal "$distance cm: pulses" "$(reported hardware pulseCount 0)" "$(seen axes 0 pulses)"
  expect_equal "$distance cm: torn pulses" "$(seen axes 0 torn)" 0
  expect_equal "$distance cm: doubled pulses" "$(seen axes 0 doubled)" 0
  expect_equal "$distance cm: pulse without an end" "$(seen axes 0 unfinished)" false
  expect_equal "$distance cm: times that the laser was switched on" "$(seen laserSwitchedOn)" 1
  expect_dark_and_released
  figure "$distance cm: $(reported stepCount) steps, off by $truth cm, reported $error"
done
