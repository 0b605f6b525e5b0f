# The first pulses after a start, when everything happens for the first time: as true as those that follow.
make_chip rig 64
starts=30
ours=
for start in $(seq $starts); do
  width=$((500 + start * 50))
  edges --line 0 --output "rig-$width" -- \
    laserrig jog "$RIGS/full-travel.yaml" --angle $((start * 4 - 80)) --pulses 2 >>out 2>>err
  ours="$ours rig-$width=$width"
done
pulses $ours >ours

expect_equal "pulses" "$(json ours pulses)" $((2 * starts))
# As great as `pulses` allows: a tick may hold up an edge before it can be known where the ticks lie.
expect_between "greatest error of the width" "$(json ours width max)" 0 5
figure "$(json ours pulses) pulses, width mean $(json ours width mean), max $(json ours width max) us"
