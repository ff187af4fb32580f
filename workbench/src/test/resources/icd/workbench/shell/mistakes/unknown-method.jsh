// 4:6 cannot find symbol | did you mean 'split'?
print("work")
var prompts = subspaces(4, 2).prompts(10, 5, seed(0))
    .spllit(0.5)
