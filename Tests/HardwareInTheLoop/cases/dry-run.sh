# A dry run says what would be driven and touches nothing, not even with the lines held by another program.
make_chip rig 64
gpioset --mode=signal rig 0=0 &
await 5 consumed 0
status=0
edges --line 0 --line 1 --output edges -- laserrig run "$RIGS/one-servo.yaml" --dry-run >out 2>err || status=$?
expect_equal "exit code" "$status" 0
expect_equal "edges" "$(wc -l <edges)" 0
expect_text "the servo's line" out 'rig:0\>'
expect_text "the laser's line" out 'rig:1\>'
