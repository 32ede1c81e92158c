/// Workloads as people write them: the text of generators and of their parameters.
package dev.thplab.runtime.workload;
