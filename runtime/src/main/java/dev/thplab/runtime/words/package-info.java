/// The words of a Unix shell (`cat`, `echo`, `ls`, `grep`, ...) over the files of a simulated
/// machine, with the output and the errors of bash and GNU coreutils in the C locale.
package dev.thplab.runtime.words;
