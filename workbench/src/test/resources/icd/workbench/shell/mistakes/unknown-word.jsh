// 4:6 cannot find symbol | did you mean 'landscape'?
print("work")
var e = lse(gaussianMatrix(2, 5, seed(0)), 1, 10)
plot(landscpe(e))
