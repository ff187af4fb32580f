// 3:40 ';' expected
print("work")
for (int i = 0; i < 3; i++) { int j = i }
