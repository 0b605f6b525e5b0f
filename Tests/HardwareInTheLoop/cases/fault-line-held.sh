# A line that another program holds: nothing is driven, the message names the line and the holder.
make_chip rig 64
for taken in 0 1 10; do
  gpioset --mode=signal rig $taken=0 &
  holder=$!
  await 5 consumed $taken
  edges --line 0 --line 1 --output edges -- laserrig run "$RIGS/one-servo.yaml" >out 2>err && status=0 || status=$?
  expect_equal "line $taken held: exit code" "$status" 69
  expect_text "line $taken held: the holder" err "held by 'gpioset'"
  expect_text "line $taken held: the line" err "rig:$taken: |\(line $taken\)"
  expect_equal "line $taken held: messages" "$(wc -l <err)" 1
  expect_equal "line $taken held: edges up" "$(awk '$3 == 1' edges | wc -l)" 0
  expect_equal "line $taken held: its consumer" "$(line $taken consumer)" gpioset
  kill $holder
  wait $holder || true
  expect_released 0 1 10
done
