// 4:16 incomplete | the text ends
print("work")
double area(double r) {
  return r * r;

