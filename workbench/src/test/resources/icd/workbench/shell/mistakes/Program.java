// 5:39 cannot find symbol | method subspace(int,int) | did you mean 'subspaces'?
import static icd.Dsl.*;
class Program {
    public static void main(String[] args) {
        System.out.println("work: " + subspace(4, 2));
    }
}
