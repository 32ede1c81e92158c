// What the kernel shows of a process: its pages, its VMAs and the machine's counters.
#include "thpkernel.h"

// Bits of /proc/PID/pagemap and /proc/kpageflags, and the query for huge mappings (6.7).
enum { PM_EXCLUSIVE = 56, PM_GUARD = 58, PM_SWAP = 62, PM_PRESENT = 63 };
enum { KPF_ANON = 12, KPF_SWAPBACKED = 14, KPF_HEAD = 15, KPF_TAIL = 16, KPF_KSM = 21, KPF_ZERO = 24 };
static const u64 IS_HUGE = 1 << 6;
struct region { u64 start, end, categories; };
struct scan_arg {
  u64 size, flags, start, end, walk_end, vec, vec_len, max_pages, inverted, mask, anyof, wanted;
};
#define PAGEMAP_SCAN_IOCTL _IOWR('f', 16, struct scan_arg)

int pagemap_fd, kpageflags_fd, smaps_fd;
struct shared *sh;

static int vmstat_fd, nr_stat_files;
static struct { char name[64]; int fd; } stat_files[MAX_COUNTERS];
static struct counter { char name[64]; long value; } base[MAX_COUNTERS], now[MAX_COUNTERS];

void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

void say(const char *format, ...) {
  size_t room = sizeof sh->text - sh->length;
  va_list args;
  va_start(args, format);
  size_t n = vsnprintf(sh->text + sh->length, room, format, args);
  va_end(args);
  if (n >= room) sh->overflow = 1; else sh->length += n;
}

void sleep_ms(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&t, 0);
}

size_t slurp(int fd, char *to, size_t room) {
  size_t n = 0;
  ssize_t r;
  while (n < room - 1 && (r = pread(fd, to + n, room - 1 - n, n)) > 0) n += r;
  to[n] = 0;
  return n;
}

static u64 folio_head;
static int folio_order;

static u64 flags_of(u64 pfn) {
  u64 flags = 0;
  if (pread(kpageflags_fd, &flags, 8, pfn * 8) != 8) return 0;
  return flags;
}

// Finds the folio of a frame by the head and tail flags around it; remembers the last one.
static void find_folio(u64 pfn, u64 flags, struct page *page) {
  if (!(flags >> KPF_HEAD & 1) && !(flags >> KPF_TAIL & 1)) {
    page->head = pfn;
    return;
  }
  if (!folio_order || pfn < folio_head || pfn >= folio_head + (1UL << folio_order)) {
    u64 window[1024];
    u64 head = pfn, from = pfn < 512 ? 0 : pfn - 512;
    ssize_t n = pread(kpageflags_fd, window, sizeof window, from * 8) / 8;
    while (head > from && window[head - from] >> KPF_TAIL & 1) head--;
    n = pread(kpageflags_fd, window, sizeof window, head * 8) / 8;
    long pages = 1;
    while (pages < n && window[pages] >> KPF_TAIL & 1) pages++;
    folio_head = head;
    for (folio_order = 0; 1L << folio_order < pages;) folio_order++;
  }
  page->head = folio_head;
  page->order = folio_order;
  page->index = pfn - folio_head;
}

// Calls `found` for each part of the range that PMD entries map.
static void huge_ranges(u64 start, u64 end, void (*found)(u64, u64, void *), void *to) {
  struct region regions[64];
  while (start < end) {
    struct scan_arg arg = {.size = sizeof arg, .start = start, .end = end, .vec = (u64)regions,
        .vec_len = 64, .mask = IS_HUGE, .wanted = IS_HUGE};
    long n = ioctl(pagemap_fd, PAGEMAP_SCAN_IOCTL, &arg);
    if (n < 0) die("PAGEMAP_SCAN");
    for (long i = 0; i < n; i++) found(regions[i].start, regions[i].end, to);
    if (arg.walk_end <= start) break;
    start = arg.walk_end;
  }
}

static void note_huge(u64 start, u64 end, void *to) { (void)start; (void)end; *(int *)to = 1; }

static struct page page_of(u64 entry, int pmd) {
  struct page page = {.kind = "none"};
  page.present = entry >> PM_PRESENT & 1;
  if (!page.present) {
    page.kind = entry >> PM_SWAP & 1 ? "swap" : entry >> PM_GUARD & 1 ? "guard" : "none";
    return page;
  }
  page.exclusive = entry >> PM_EXCLUSIVE & 1;
  page.pmd = pmd;
  u64 pfn = entry & ((1UL << 55) - 1), flags = flags_of(pfn);
  if (flags >> KPF_ZERO & 1) {
    page.kind = pmd ? "huge_zero" : "zero";
    page.order = pmd ? 9 : 0;
    page.exclusive = 0;
    return page;
  }
  find_folio(pfn, flags, &page);
  page.kind = flags >> KPF_ANON & 1 ? (flags >> KPF_KSM & 1 ? "ksm" : "anon")
      : flags >> KPF_SWAPBACKED & 1 ? "shmem" : "file";
  return page;
}

struct page page_at(u64 address) {
  u64 entry = 0, at = address & -(u64)PAGE;
  int pmd = 0;
  folio_order = 0;
  if (pread(pagemap_fd, &entry, 8, at / PAGE * 8) != 8) entry = 0;
  if (entry >> PM_PRESENT & 1) huge_ranges(at, at + PAGE, note_huge, &pmd);
  return page_of(entry, pmd);
}

void say_page(struct page *page) {
  say("%s %d %d %lu %d %d\n", page->kind, page->order, page->index, page->head, page->pmd, page->exclusive);
}

struct pmd_map { u64 start; unsigned char *is_pmd; u64 pages; };
static void mark_huge(u64 start, u64 end, void *to) {
  struct pmd_map *map = to;
  for (u64 i = (start - map->start) / PAGE; i < (end - map->start) / PAGE && i < map->pages; i++) map->is_pmd[i] = 1;
}

// Pages in a row that belong together are one line: their number, then what the first is.
static void dump_pages(u64 start, u64 end) {
  u64 pages = (end - start) / PAGE;
  if (pages > MAX_VMA_PAGES) pages = MAX_VMA_PAGES;
  ssize_t got = pread(pagemap_fd, sh->pagemap, pages * 8, start / PAGE * 8);
  for (ssize_t r; got >= 0 && (u64)got < pages * 8; got += r) {
    r = pread(pagemap_fd, (char *)sh->pagemap + got, pages * 8 - got, start / PAGE * 8 + got);
    if (r <= 0) die("pagemap");
  }
  struct pmd_map map = {start, (unsigned char *)sh->scratch + (1 << 20), pages};
  memset(map.is_pmd, 0, pages);
  huge_ranges(start, start + pages * PAGE, mark_huge, &map);
  folio_order = 0;
  u64 first = 0;
  struct page run = {.kind = "none"};
  for (u64 i = 0; i <= pages; i++) {
    struct page page = {.kind = ""};
    if (i < pages) {
      page = page_of(sh->pagemap[i], map.is_pmd[i]);
      int k = i - first, large = run.order && run.present && run.kind[0] != 'h';
      if (i > first && page.present == run.present && page.pmd == run.pmd && page.order == run.order
          && page.exclusive == run.exclusive && !strcmp(page.kind, run.kind)
          && (!large || (page.head == run.head && page.index == run.index + k))) continue;
    }
    if (i > first && strcmp(run.kind, "none")) {
      say("p %lu %lu ", first, i - first);
      say_page(&run);
    }
    first = i;
    run = page;
  }
}

void dump_vmas(void) {
  static const char *fields[] = {"Rss", "Anonymous", "AnonHugePages", "ShmemPmdMapped", "Swap", "THPeligible"};
  slurp(smaps_fd, sh->scratch, 1 << 20);
  u64 start = 0, end = 0, from, to;
  char perms[8] = "", word[32];
  unsigned long values[6] = {0}, value;
  char *save;
  for (char *line = strtok_r(sh->scratch, "\n", &save); line; line = strtok_r(0, "\n", &save)) {
    if (sscanf(line, "%lx-%lx %7s", &from, &to, word) == 3) {
      start = from, end = to;
      strcpy(perms, word);
    } else if (start < WINDOW_START || start >= WINDOW_END) {
      continue;
    } else if (!strncmp(line, "VmFlags: ", 9)) {
      say("v %lu %lu %s", start, end, perms);
      for (int i = 0; i < 6; i++) say(" %lu", values[i]);
      say(" %s\n", line + 9);
      dump_pages(start, end);
    } else if (sscanf(line, "%31[A-Za-z]: %lu", word, &value) == 2) {
      for (int i = 0; i < 6; i++) if (!strcmp(word, fields[i])) values[i] = value;
    }
  }
}

// ---- counters

void open_counters(void) {
  glob_t found;
  vmstat_fd = open("/proc/vmstat", O_RDONLY | O_CLOEXEC);
  if (vmstat_fd < 0) die("/proc/vmstat");
  glob(THP "hugepages-*kB/stats/*", 0, 0, &found);
  glob(THP "khugepaged/pages_collapsed", GLOB_APPEND, 0, &found);
  for (size_t i = 0; i < found.gl_pathc && nr_stat_files < MAX_COUNTERS - 100; i++) {
    char *path = found.gl_pathv[i], size[16], stat[48];
    int k = nr_stat_files;
    if (sscanf(path, THP "hugepages-%15[0-9kB]/stats/%47s", size, stat) == 2)
      snprintf(stat_files[k].name, 64, "%s/%s", size, stat);
    else
      strcpy(stat_files[k].name, "khugepaged/pages_collapsed");
    stat_files[k].fd = open(path, O_RDONLY | O_CLOEXEC);
    if (stat_files[k].fd >= 0) nr_stat_files++;
  }
  globfree(&found);
}

static int read_counters(struct counter *to) {
  char line[64];
  int n = 0;
  for (int i = 0; i < nr_stat_files; i++, n++) {
    slurp(stat_files[i].fd, line, sizeof line);
    strcpy(to[n].name, stat_files[i].name);
    to[n].value = atol(line);
  }
  slurp(vmstat_fd, sh->scratch, 1 << 20);
  char *at = sh->scratch;
  while ((at = strstr(at, "\nthp_")) && n < MAX_COUNTERS) {
    if (sscanf(++at, "%63s %ld", to[n].name, &to[n].value) == 2) n++;
  }
  return n;
}

void begin_counters(void) { read_counters(base); }

void say_counters(void) {
  int n = read_counters(now);
  for (int i = 0; i < n; i++)
    if (now[i].value != base[i].value) say("c %s %ld\n", now[i].name, now[i].value - base[i].value);
  say(";\n");
}
