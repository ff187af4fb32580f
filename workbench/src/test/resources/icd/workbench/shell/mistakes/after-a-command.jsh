// 5:1 cannot find symbol | variable x
print("work")
int x = 1;
/drop x
x + 1
