# The guest is what the other cases take it for: fine timers, one processor, a chip whose edges the kernel stamps.
# Without laserrig.
make_chip rig 64
expect_text "high-resolution timers" /proc/timer_list 'hres_active *: 1'
expect_equal "processors" "$(nproc)" 1
expect_equal "the root folder's mode" "$(stat -c %a /)" 755
edges --line 0 --output edges -- lgservo rig 0 1500 5
expect_equal "edges of five pulses" "$(awk '$3 == 1' edges | wc -l)" 5
