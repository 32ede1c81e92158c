// thpkernel: does the operations of a scenario on the kernel it runs on and tells what came of them.
//
//   thpkernel LOCKFILE SAVEDFILE
//
// Reads scripts from standard input, see LiveKernel.java; answers in lines. A script runs in a child
// of its own, and all processes of a script write into one shared buffer, one after another. When
// standard input ends, whatever SAVEDFILE lists is written back: the settings survive the JVM.
#include "thpkernel.h"

struct op { char name[24]; int first, count, end; char label[64]; };
static struct op ops[MAX_OPS];
static u64 numbers[MAX_NUMBERS];
static int nr_ops, nr_numbers;

// The first call brings in what the second needs, so that the count is of other faults only.
static long faults(void) {
  struct rusage usage;
  syscall(SYS_getrusage, RUSAGE_SELF, &usage);
  syscall(SYS_getrusage, RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

// ---- access

static sigjmp_buf jump;
static volatile int expecting;
static void on_fault(int signal) {
  if (!expecting) _exit(100 + signal);
  siglongjmp(jump, signal);
}

static __attribute__((noinline)) void access_byte(volatile unsigned char *p, int write) {
  if (write) *p = (0x5a ^ (u64)p >> 12) | 1;
  else (void)*p;
}

// What these write of their own is written before faults are counted.
static void touch(u64 address, int write) {
  volatile long n = 0;
  expecting = 1;
  int signal = sigsetjmp(jump, 0);
  if (!signal) {
    long before = faults();
    access_byte((void *)address, write);
    n = faults() - before;
  }
  expecting = 0;
  if (signal) {
    say("e %lu 0 %s 0 0 0 0 0\n", address, signal == SIGSEGV ? "SIGSEGV" : "SIGBUS");
  } else if (n) {
    struct page page = page_at(address);
    say("e %lu %ld ", address, n);
    say_page(&page);
  }
}

static void fill(u64 address, u64 pages, int byte) {
  volatile long n = 0;
  expecting = 1;
  int signal = sigsetjmp(jump, 0);
  if (!signal) {
    long before = faults();
    memset((void *)address, byte, pages * PAGE);
    n = faults() - before;
  }
  expecting = 0;
  say("fill %d %ld\n", signal, n);
}

// ---- a script

static struct { pid_t pid; int release; } children[64];
static int nr_children;

static void reap(void) {
  for (int i = 0; i < nr_children; i++) {
    close(children[i].release);
    waitpid(children[i].pid, 0, 0);
  }
  nr_children = 0;
}

// What a new process needs before its faults can be counted: its own view of itself, and its code.
static void settle(void) {
  extern char __executable_start, etext;
  u64 text = (u64)&__executable_start & -(u64)PAGE;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  pagemap_fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  smaps_fd = open("/proc/self/smaps", O_RDONLY | O_CLOEXEC);
  if (pagemap_fd < 0 || smaps_fd < 0) die("/proc/self");
  madvise((void *)text, ((u64)&etext - text + PAGE - 1) & -(u64)PAGE, MADV_POPULATE_READ);
}

static int run(int i, int end);

static void fork_child(int i) {
  int done[2], release[2];
  char byte = 0;
  if (nr_children == 64 || pipe2(done, O_CLOEXEC) || pipe2(release, O_CLOEXEC)) die("fork");
  say("fork\n");
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) {
    close(release[1]);
    for (int k = 0; k < nr_children; k++) close(children[k].release);
    nr_children = 0;
    close(pagemap_fd);
    close(smaps_fd);
    settle();
    run(i + 1, ops[i].end);
    if (write(done[1], &byte, 1) != 1) _exit(2);
    while (read(release[0], &byte, 1) > 0) {}
    reap();
    _exit(0);
  }
  close(done[1]);
  close(release[0]);
  children[nr_children].pid = pid;
  children[nr_children++].release = release[1];
  if (read(done[0], &byte, 1) != 1) _exit(3);
  close(done[0]);
  say(";\n");
}

static long read_long(const char *path) {
  char text[32];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) die(path);
  slurp(fd, text, sizeof text);
  close(fd);
  return atol(text);
}

// Wakes khugepaged, for one scan of its list if pages_to_scan is enough: a write to this file does.
static void wake_khugepaged(void) {
  char value[32];
  int fd = open(THP "khugepaged/scan_sleep_millisecs", O_RDWR | O_CLOEXEC);
  if (fd < 0) die("scan_sleep_millisecs");
  slurp(fd, value, sizeof value);
  if (pwrite(fd, value, strlen(value), 0) < 0) die("scan_sleep_millisecs");
  close(fd);
}

#define SCAN_POLLS_PER_WAKE 50
static void wait_for_scans(long scans) {
  long ms = 0;
  while (scans-- > 0 && ms < 20000) {
    long before = read_long(THP "khugepaged/full_scans");
    // A wake-up is lost while khugepaged is about to sleep, and one may not scan the whole list.
    for (int polls = 0; read_long(THP "khugepaged/full_scans") == before && ms < 20000; polls++, ms++) {
      if (polls % SCAN_POLLS_PER_WAKE == 0) wake_khugepaged();
      sleep_ms(1);
    }
    sleep_ms(1);
  }
  say("scans %d\n", ms >= 20000);
}

static int drop_slab(void) {
  int fd = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);
  int ok = fd >= 0 && write(fd, "2", 1) == 1;
  close(fd);
  return ok ? 0 : -1;
}

static const struct { const char *name; int number; } calls[] = {
  {"mmap", SYS_mmap}, {"munmap", SYS_munmap}, {"mprotect", SYS_mprotect}, {"mlock", SYS_mlock},
  {"mremap", SYS_mremap}, {"madvise", SYS_madvise}, {"prctl", SYS_prctl}, {0, 0}};

static int run(int i, int end) {
  for (; i < end; i++) {
    struct op *op = &ops[i];
    u64 *a = &numbers[op->first];
    int k = 0;
    while (calls[k].name && strcmp(calls[k].name, op->name)) k++;
    if (calls[k].name) {
      errno = 0;
      long before = faults();
      long ret = syscall(calls[k].number, a[0], a[1], a[2], a[3], a[4], a[5]);
      int error = ret == -1 ? errno : 0;
      long n = faults() - before;
      int get = calls[k].number == SYS_prctl ? prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0) : 0;
      say("call %ld %d %ld %d\n", ret, error, n, get);
    } else if (!strcmp(op->name, "touch")) {
      say("touch\n");
      for (u64 n = 0; n < a[1]; n++) touch(a[0] + n * a[2], a[3]);
      say(";\n");
    } else if (!strcmp(op->name, "list")) {
      say("touch\n");
      for (int n = 2; n < op->count; n++) touch(a[0] + a[n] * PAGE, a[1]);
      say(";\n");
    } else if (!strcmp(op->name, "fill")) {
      fill(a[0], a[1], a[2]);
    } else if (!strcmp(op->name, "dump")) {
      say("dump\n");
      dump_vmas();
      say_counters();
    } else if (!strcmp(op->name, "fork")) {
      fork_child(i);
      i = op->end;
    } else if (!strcmp(op->name, "reap")) {
      reap();
      say("done\n");
    } else if (!strcmp(op->name, "scans")) {
      wait_for_scans(a[0]);
    } else if (!strcmp(op->name, "drop")) {
      say("drop %d\n", drop_slab());
    } else if (!strcmp(op->name, "sleep")) {
      sleep_ms(a[0]);
      say("done\n");
    } else {
      _exit(4);
    }
  }
  return i;
}

static void set_fifo(int cpu, int priority) {
  cpu_set_t set;
  struct sched_param param = {.sched_priority = priority};
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
  sched_setscheduler(0, SCHED_FIFO, &param);
}

static void run_script(int quiet) {
  prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
  settle();
  if (quiet) set_fifo(0, 2);
  begin_counters();
  run(0, nr_ops);
  say_counters();
  reap();
  _exit(0);
}

// ---- the process that stays

#define MAX_SPINNERS 63
static pid_t spinners[MAX_SPINNERS], keeper;
static int nr_spinners, spin_pipe[2];
static const char *saved_path;

// Holds a CPU while a script must not be disturbed, at most a second.
static void spin(int cpu) {
  char byte;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  close(spin_pipe[1]);
  set_fifo(cpu, 1);
  while (read(spin_pipe[0], &byte, 1) == 1) {
    struct timespec start, t;
    clock_gettime(CLOCK_MONOTONIC, &start);
    __sync_fetch_and_add(&sh->spinning, 1);
    do clock_gettime(CLOCK_MONOTONIC, &t); while (sh->quiet && t.tv_sec - start.tv_sec < 2);
    __sync_fetch_and_sub(&sh->spinning, 1);
  }
  _exit(0);
}

static void pin(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int i = 0; i < sysconf(_SC_NPROCESSORS_ONLN); i++) if (cpu < 0 || cpu == i) CPU_SET(i, &set);
  sched_setaffinity(0, sizeof set, &set);
}

static void begin_quiet(void) {
  if (!nr_spinners) {
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    if (pipe2(spin_pipe, O_CLOEXEC)) die("pipe");
    for (int cpu = 1; cpu < cpus && nr_spinners < MAX_SPINNERS; cpu++)
      if (!(spinners[nr_spinners++] = fork())) spin(cpu);
    close(spin_pipe[0]);
  }
  sh->quiet = 1;
  pin(0);
  for (int i = 0; i < nr_spinners; i++) if (write(spin_pipe[1], "s", 1) != 1) die("spinners");
  for (int ms = 0; sh->spinning < nr_spinners && ms < 500; ms++) sleep_ms(1);
}

static void end_quiet(void) {
  sh->quiet = 0;
  while (sh->spinning) sched_yield();
  pin(-1);
}

// A process with a huge page, so that khugepaged's list is never empty. Its page is full of bytes
// that are not zero: nobody will find it underused.
static void keep(void) {
  int ready[2];
  char byte = 0;
  if (keeper) return;
  if (pipe2(ready, O_CLOEXEC)) die("pipe");
  keeper = fork();
  if (keeper == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
    char *p = mmap((void *)WINDOW_START, 2 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    madvise(p, 2 << 20, MADV_HUGEPAGE);
    memset(p, 1, 2 << 20);
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    for (;;) pause();
  }
  close(ready[1]);
  if (read(ready[0], &byte, 1) != 1) die("keeper");
  close(ready[0]);
}

// Writes back what the file lists, a path and a value a line, and removes it.
static void restore(void) {
  char line[512];
  FILE *file = fopen(saved_path, "r");
  if (!file) return;
  while (fgets(line, sizeof line, file)) {
    char *value = strrchr(line, ' ');
    if (line[0] != '/' || !value) continue;
    *value++ = 0;
    value[strcspn(value, "\n")] = 0;
    int fd = open(line, O_WRONLY);
    if (fd < 0 || write(fd, value, strlen(value)) < 0) perror(line);
    if (fd >= 0) close(fd);
  }
  fclose(file);
  unlink(saved_path);
}

static void finish(void) {
  for (int i = 0; i < nr_spinners; i++) kill(spinners[i], SIGKILL);
  if (keeper) kill(keeper, SIGKILL);
  restore();
  exit(0);
}

// Runs the script that was read, unless standard input ends meanwhile.
static void go(int quiet, int drop, long timeout_ms) {
  int status = 0, done[2];
  sh->length = 0;
  sh->overflow = 0;
  if (drop) drop_slab();
  if (quiet) begin_quiet();
  if (pipe2(done, O_CLOEXEC)) die("pipe");
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) {
    close(done[0]);
    run_script(quiet);
  }
  close(done[1]);
  // The pipe ends with the last process of the script.
  struct pollfd polled[2] = {{done[0], POLLIN, 0}, {0, 0, 0}};
  int n = poll(polled, 2, timeout_ms);
  if (n == 0 || polled[1].revents) kill(pid, SIGKILL);
  waitpid(pid, &status, 0);
  close(done[0]);
  if (quiet) end_quiet();
  if (polled[1].revents) finish();
  fwrite(sh->text, 1, sh->length, stdout);
  printf("end %s %d\n", n == 0 ? "timeout" : sh->overflow ? "overflow" : status ? "died" : "ok", status);
  fflush(stdout);
}

static void read_op(char *line) {
  char *save, *word = strtok_r(line, " ", &save);
  if (nr_ops == MAX_OPS) die("too many operations");
  struct op *op = &ops[nr_ops];
  memset(op, 0, sizeof *op);
  strncpy(op->name, word, sizeof op->name - 1);
  op->first = nr_numbers;
  while ((word = strtok_r(0, " ", &save)) && nr_numbers < MAX_NUMBERS - 6) numbers[nr_numbers++] = strtoull(word, 0, 0);
  op->count = nr_numbers - op->first;
  // System calls take six numbers.
  for (int i = op->count; i < 6; i++) numbers[nr_numbers++] = 0;
  if (!strcmp(op->name, "close")) {
    int open = nr_ops - 1;
    while (open >= 0 && (strcmp(ops[open].name, "fork") || ops[open].end)) open--;
    if (open < 0) die("close without fork");
    ops[open].end = nr_ops;
  }
  nr_ops++;
}

int main(int argc, char **argv) {
  static char line[1 << 20];
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (argc != 3) return 2;
  setsid();
  signal(SIGPIPE, SIG_IGN);
  int fd = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) die(argv[1]);
  if (fcntl(fd, F_SETLK, &lock)) {
    puts("busy");
    return 0;
  }
  saved_path = argv[2];
  setrlimit(RLIMIT_STACK, &(struct rlimit){8 << 20, RLIM_INFINITY});
  // Nothing of these processes may count as a huge page or be on khugepaged's list.
  prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  sh = mmap(0, sizeof *sh, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (sh == MAP_FAILED) die("mmap");
  kpageflags_fd = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
  if (kpageflags_fd < 0) die("/proc/kpageflags");
  open_counters();
  struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_NODEFER};
  sigaction(SIGSEGV, &action, 0);
  sigaction(SIGBUS, &action, 0);
  FILE *maps = fopen("/proc/self/maps", "r");
  u64 from, to;
  while (fgets(line, sizeof line, maps))
    if (sscanf(line, "%lx-%lx", &from, &to) == 2) madvise((void *)from, to - from, MADV_NOHUGEPAGE);
  fclose(maps);
  puts("ready");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    int quiet = 0, drop = 0;
    long timeout = 0;
    line[strcspn(line, "\n")] = 0;
    if (!strcmp(line, "keep")) keep();
    else if (!strcmp(line, "begin")) nr_ops = nr_numbers = 0;
    else if (sscanf(line, "go %d %d %ld", &quiet, &drop, &timeout) == 3) go(quiet, drop, timeout);
    else if (line[0]) read_op(line);
  }
  finish();
}
