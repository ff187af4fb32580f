// 5:9 cannot find symbol | did you mean 'weights'?
print("work")
var weights = List.of(1.0, 2.0)
for (double w : weights) {
  print(wieghts.size() * w);
}
