// 6:3 cannot find symbol | did you mean 'length'?
print("work")
int n = 1
String n = "one"
var m = n.length() + 1
n.lenght()
