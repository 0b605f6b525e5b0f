# An ordinary user: the message says what to do about it.
make_chip rig 64
edges --line 0 --line 1 --output edges -- \
  as-user 1000 laserrig run "$RIGS/one-servo.yaml" >out 2>err && status=0 || status=$?
expect_equal "exit code" "$status" 77
expect_text "message" err '/dev/gpiochip|rig'
expect_text "what to do" err 'group'
expect_equal "messages" "$(wc -l <err)" 1
expect_equal "edges" "$(wc -l <edges)" 0
expect_released 0 1
