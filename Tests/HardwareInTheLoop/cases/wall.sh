# Without laserrig.
# The wall sees what is wrong when something is: what it would say of a program, it says of lgpio.
make_chip rig 64
start_wall --laser 1 --servo 0 --distance 100 --offset 3 --lag 1
lgservo rig 0 2000 30
expect_equal "light without a laser" "$(line 27 value)" 0
stop_wall
expect_between "angle" "$(seen axes 0 angleDegrees)" 44.5 45.5
expect_between "height" "$(seen axes 0 heightCentimeters)" 102 104
expect_equal "pulses" "$(seen axes 0 pulses)" 30
expect_equal "doubled pulses" "$(seen axes 0 doubled)" 0

# Pulses that come at 50 Hz come twice in a frame of a servo that is to have 20.
start_wall --servo 0 --rate 20 --distance 10 --offset 4.42 --slew 20
lgservo rig 0 1600 30
stop_wall
expect_equal "doubled pulses" "$(seen axes 0 doubled)" 29
expect_between "angle" "$(seen axes 0 angleDegrees)" 8.5 9.1
# The laser always shines: the dot is at 6 cm, where three photodiodes see it.
expect_equal "photodiodes" "$(line 14 value)$(line 15 value)$(line 16 value)$(line 17 value)$(line 18 value)" 01110

# A pulse that was not ended: the line is high when its holder is killed.
start_wall --servo 0
gpioset --mode=signal rig 0=1 &
await 5 consumed 0
expect_equal "holder" "$(line 0 consumer)" gpioset
kill -KILL $!
stop_wall
expect_equal "pulse without an end" "$(seen axes 0 unfinished)" true
