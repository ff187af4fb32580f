// 3:1 cannot find symbol | did you mean 'Subspaces'?
print("work");
Subspcaes task = subspaces(4, 2);
