# A look at 24 photodiodes is one system call.
make_chip rig 64
start_wall --laser 1 --servo 0 --distance 115 --offset 3
SNAPSHOTS=/tmp/case/snapshots LD_PRELOAD=/bin/snapshots.so laserrig run "$RIGS/one-servo.yaml" --format json >out 2>err
stop_wall
expect_equal "outcome" "$(reported outcome)" converged
# One to see that it is dark before the laser is on, one for the start and one for each step.
expect_equal "requests for values" "$(cat snapshots)" $(($(reported stepCount) + 2))
figure "$(reported stepCount) steps, $(cat snapshots) requests"
