// 4:15 incompatible types | String cannot be converted to double
print("work")
var names = List.of("a", "b");
double half = names.get(0);
