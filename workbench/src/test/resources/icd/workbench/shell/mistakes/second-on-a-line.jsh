// 3:31 cannot find symbol | did you mean 'rate'?
print("work")
double rate = 0.1; double r = raet * 2;
