package icd.figure.layout;

import icd.figure.Blank;

/** Nothing, laid out. */
record BlankCell(Blank panel) implements Cell {}
