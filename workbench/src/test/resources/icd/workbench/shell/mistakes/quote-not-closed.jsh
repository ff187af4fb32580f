// 3:15 unclosed string literal
print("work")
String name = "a;
