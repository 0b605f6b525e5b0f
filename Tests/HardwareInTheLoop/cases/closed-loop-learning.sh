# The rule that learns the distance, on walls at three distances: the target in a few steps, and the distance with it.
# On newer kernels too.
make_chip rig 64
for distance in 60 115 200; do
  start_wall --laser 1 --servo 0 --distance "$distance" --offset 3
  rig run "$RIGS/one-servo.yaml" --format json --rule recursiveLeastSquares --set controller.farthestDistance=300 \
    --set controller.nearestDistance=30 --set loop.noise=0.1 --no-probe
  stop_wall
  expect_equal "$distance cm: exit code" "$status" 0
  expect_equal "$distance cm: outcome" "$(reported outcome)" converged
  expect_equal "$distance cm: sign check" "$(reported signCheck)" null
  truth=$(difference "$(settled 0 height)" 6)
  expect_between "$distance cm: true error" "$truth" -0.5 0.5
  # The strip tells halves of its pitch, of 3 cm to go.
  expect_between "$distance cm: learned" "$(reported learned distanceCentimeters)" \
    $((distance * 8 / 10)) $((distance * 12 / 10))
  expect_between "$distance cm: steps" "$(reported stepCount)" 5 20
  expect_dark_and_released
  figure "$distance cm: $(reported stepCount) steps, off by $truth cm," \
    "learned $(reported learned distanceCentimeters) ± $(reported learned standardErrorCentimeters) cm"
done
