import Glibc

/// `base` to the power of `exponent`, as C has it: 0⁰ is 1.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
