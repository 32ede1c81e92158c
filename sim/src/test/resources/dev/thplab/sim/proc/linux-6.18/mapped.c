// Maps memory of each kind at fixed addresses, then copies its own files of /proc to alone/, and to forked/ while a
// child exists that wrote five of the shared pages. It changes no setting of the kernel.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#define RW (PROT_READ | PROT_WRITE)

static volatile char sink;

static void check(int ok, const char *what) {
  if (!ok) {
    perror(what);
    exit(1);
  }
}

static char *map(unsigned long at, unsigned long kb, int prot, int sharing) {
  void *p = mmap((void *)at, kb << 10, prot, sharing | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  check(p == (void *)at, "mmap");
  return p;
}

static void advise(char *p, unsigned long kb, int advice) { check(madvise(p, kb << 10, advice) == 0, "madvise"); }

static void write_pages(char *p, int first, int count) {
  for (int i = first; i < first + count; i++) p[i * 4096L] = 1;
}

static void read_pages(char *p, int first, int count) {
  for (int i = first; i < first + count; i++) sink = p[i * 4096L];
}

static void copy(const char *directory, const char *name) {
  static char text[1 << 20];
  char from[64], to[128];
  snprintf(from, sizeof from, "/proc/self/%s", name);
  snprintf(to, sizeof to, "%s/%s", directory, name);
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  check(in >= 0 && out >= 0, to);
  for (long n; (n = read(in, text, sizeof text)) > 0;) check(write(out, text, n) == n, to);
  close(in);
  close(out);
}

int main(void) {
  char *advised = map(0x200000000000, 8192, RW, MAP_PRIVATE);
  advise(advised, 8192, MADV_HUGEPAGE);
  write_pages(advised, 0, 768);
  char *plain = map(0x210000000000, 1024, RW, MAP_PRIVATE);
  write_pages(plain, 0, 10);
  read_pages(plain, 20, 5);
  char *shared = map(0x220000000000, 64, RW, MAP_SHARED);
  write_pages(shared, 0, 4);
  read_pages(shared, 8, 2);
  map(0x230000000000, 4096, PROT_NONE, MAP_PRIVATE);
  char *locked = map(0x240000000000, 32, RW, MAP_PRIVATE);
  check(mlock(locked, 32 << 10) == 0, "mlock");
  char *freed = map(0x250000000000, 256, RW, MAP_PRIVATE);
  write_pages(freed, 0, 64);
  advise(freed, 160, MADV_FREE);
  write_pages(freed, 0, 8);
  char *read_only = map(0x260000000000, 256, RW, MAP_PRIVATE);
  write_pages(read_only, 0, 64);
  check(mprotect(read_only, 256 << 10, PROT_READ) == 0, "mprotect");
  char *refused = map(0x270000000000, 4096, RW, MAP_PRIVATE);
  advise(refused, 4096, MADV_NOHUGEPAGE);
  write_pages(refused, 0, 3);
  char *collapsed = map(0x280000000000, 2048, RW, MAP_PRIVATE);
  write_pages(collapsed, 0, 100);
  advise(collapsed, 2048, MADV_COLLAPSE);
  char *zeros = map(0x290000000000, 2048, RW, MAP_PRIVATE);
  advise(zeros, 2048, MADV_HUGEPAGE);
  read_pages(zeros, 0, 3);
  const char *names[] = {"maps", "smaps", "smaps_rollup", "status", "stat", "statm", "comm"};
  for (int i = 0; i < 7; i++) copy("alone", names[i]);

  int ready[2], done[2];
  char c = 0;
  check(pipe(ready) == 0 && pipe(done) == 0, "pipe");
  if (fork() == 0) {
    write_pages(plain, 0, 4);
    write_pages(advised, 0, 1);
    check(write(ready[1], &c, 1) == 1 && read(done[0], &c, 1) == 1, "pipe");
    _exit(0);
  }
  check(read(ready[0], &c, 1) == 1, "pipe");
  copy("forked", "smaps");
  copy("forked", "smaps_rollup");
  check(write(done[1], &c, 1) == 1, "pipe");
  wait(NULL);
  return 0;
}
