// What the two halves of thpkernel share.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef uint64_t u64;

#define THP "/sys/kernel/mm/transparent_hugepage/"
enum { PAGE = 4096, MAX_OPS = 8192, MAX_NUMBERS = 1 << 19, MAX_COUNTERS = 512, MAX_VMA_PAGES = 1 << 18 };
static const u64 WINDOW_START = 0x200000000000, WINDOW_END = 0x300000000000;

// What all processes share; only one of them runs at a time, but for the spinners.
struct shared {
  volatile int quiet, spinning, overflow;
  size_t length;
  char text[12 << 20];
  char scratch[2 << 20];
  u64 pagemap[MAX_VMA_PAGES];
};
extern struct shared *sh;

extern int pagemap_fd, kpageflags_fd, smaps_fd;

void die(const char *what);
void say(const char *format, ...);
void sleep_ms(long ms);
size_t slurp(int fd, char *to, size_t room);

struct page { int present, order, index, pmd, exclusive; u64 head; const char *kind; };
struct page page_at(u64 address);
void say_page(struct page *page);
void dump_vmas(void);

void open_counters(void);
void begin_counters(void);
void say_counters(void);

