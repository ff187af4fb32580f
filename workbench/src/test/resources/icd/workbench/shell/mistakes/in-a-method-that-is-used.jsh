// 4:10 cannot find symbol | did you mean 'square'?
print("work")
double loss(double x) {
  return sqare(x) / 2;
}
double square(double x) { return x * x; }
loss(3)
