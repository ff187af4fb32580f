package icd.task;

/** How tasks print: as the calls that make them. */
final class Words {

    private Words() {}

    static String drift(double drift) {
        return drift == 0 ? "" : ".drift(" + drift + ")";
    }

    static String driftInTitle(double drift) {
        return drift == 0 ? "" : ", drift " + drift;
    }

    static String noise(Noise noise) {
        return noise.isIsotropic() ? ".noiseVariance(" + noise.variance() + ")" : ".noise(" + noise + ")";
    }
}
