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
expect_between "mean error of the width" "$(json ours width mean)" -0.5 0.5
# A tick may hold up an edge, for 3.8 to 5.1 us in this guest, before it can be known where the ticks lie.
expect_between "greatest error of the width" "$(json ours width max)" 0 10
figure "$(json ours pulses) pulses, width mean $(json ours width mean), max $(json ours width max) us"
