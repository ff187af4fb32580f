// 6 /re may be /reload or /reset
print("work")
int f() {
    return 1;
}
/re
f()
