# The doctor sees the chip, names the libgpiod that the program really uses, and moves nothing.
make_chip rig 64
edges --line 0 --line 1 --output edges -- sh -c "laserrig doctor $RIGS/one-servo.yaml >out 2>err" &&
  status=0 || status=$?
expect_equal "exit code" "$status" 0
expect_equal "edges" "$(wc -l <edges)" 0
expect_text "the chip" out '\<rig\>'
case $GPIOD in
  1) expect_text "libgpiod" out 'libgpiod +1\.6' ;;
  2) expect_text "libgpiod" out 'libgpiod +2\.' ;;
esac
figure "$(grep -oE 'libgpiod +[0-9.]+' out | tr -s ' ')"
