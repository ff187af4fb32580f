// 4 there is no command /rest, did you mean /reset?
print("work")
int x = 1
/rest
