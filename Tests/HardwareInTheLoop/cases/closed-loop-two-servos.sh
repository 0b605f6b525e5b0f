# Two servos, two strips and one laser find a target in the plane, on walls at three distances.
# On newer kernels too.
make_chip rig 64
for distance in 60 115 200; do
  start_wall --laser 1 --servo 0 --distance "$distance" --offset 3 \
    --servo 3 --distance "$distance" --offset 7 --strip 32-55
  rig run "$RIGS/two-servos.yaml" --format json
  stop_wall
  expect_equal "$distance cm: exit code" "$status" 0
  expect_equal "$distance cm: outcome" "$(reported outcome)" converged
  expect_equal "$distance cm: major number of libgpiod" "$(reported hardware libgpiod | cut -c 1)" "$GPIOD"
  for axis in 0 1; do
    target=$((6 - axis))
    error=$(reported finalErrorCentimeters $axis)
    truth=$(difference "$(settled $axis height)" $target)
    expect_between "$distance cm, axis $axis: reported error" "$error" -0.26 0.26
    expect_between "$distance cm, axis $axis: reported minus true error" "$(difference "$error" "$truth")" -0.25 0.25
    expect_between "$distance cm, axis $axis: reported minus true angle" \
      "$(difference "$(reported steps -1 angleDegrees $axis)" "$(settled $axis angle)")" -0.1 0.1
    expect_equal "$distance cm, axis $axis: pulses" "$(reported hardware pulseCount $axis)" "$(seen axes $axis pulses)"
    expect_equal "$distance cm, axis $axis: torn pulses" "$(seen axes $axis torn)" 0
    expect_equal "$distance cm, axis $axis: doubled pulses" "$(seen axes $axis doubled)" 0
  done
  expect_dark_and_released
  figure "$distance cm: $(reported stepCount) steps, off by $(difference "$(settled 0 height)" 6) and" \
    "$(difference "$(settled 1 height)" 5) cm"
done
