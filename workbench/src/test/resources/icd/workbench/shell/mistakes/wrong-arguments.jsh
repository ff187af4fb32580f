// 3:1 method seed in class icd.Dsl cannot be applied | required: long
print("work")
seed("one", 2)
