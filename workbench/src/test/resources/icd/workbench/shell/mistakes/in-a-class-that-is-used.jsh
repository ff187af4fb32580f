// 4:39 cannot find symbol | class Frction
print("work")
record Ratio(double value) {
  static Ratio of(double a) { return (Frction) null; }
}
int quick() { return 1; }
Ratio.of(quick())
