/* SPDX-License-Identifier: GPL-2.0-only */
/* What a generated handler takes from Xen's headers, for the compiler. */
typedef __SIZE_TYPE__ size_t;
typedef signed char s8, int8_t;
typedef unsigned char u8, uint8_t;
typedef short s16, int16_t;
typedef unsigned short u16, uint16_t;
typedef int s32, int32_t;
typedef unsigned int u32, uint32_t, uint;
typedef long s64, int64_t;
typedef unsigned long u64, uint64_t, ulong;
typedef _Bool bool;

#define true 1
#define false 0
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define ACCESS_ONCE(x) (*(volatile typeof(x) *)&(x))
#define READ_ONCE(x) ACCESS_ONCE(x)
#define WRITE_ONCE(x, value) (*(volatile typeof(x) *)&(x) = (value))
#define barrier() __asm__ volatile ("" : : : "memory")
#define min(x, y) ({ const typeof(x) x_ = (x); const typeof(y) y_ = (y); (void)(&x_ == &y_); x_ < y_ ? x_ : y_; })
#define max(x, y) ({ const typeof(x) x_ = (x); const typeof(y) y_ = (y); (void)(&x_ == &y_); x_ > y_ ? x_ : y_; })
#define min_t(type, x, y) ({ type x_ = (x); type y_ = (y); x_ < y_ ? x_ : y_; })
#define max_t(type, x, y) ({ type x_ = (x); type y_ = (y); x_ > y_ ? x_ : y_; })
#define swap(x, y) do { typeof(x) old_ = (x); (x) = (y); (y) = old_; } while ( 0 )
#define BIT(nr) (1UL << (nr))
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))
#define container_of(pointer, type, member) \
    ({ typeof(((type *)0)->member) *member_ = (pointer); (type *)((char *)member_ - offsetof(type, member)); })

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *one, const void *other, size_t size);

static inline int ffs(unsigned int x) { return __builtin_ffs(x); }
static inline int fls(unsigned int x) { return x ? 32 - __builtin_clz(x) : 0; }
static inline unsigned int hweight8(unsigned char x) { return __builtin_popcount(x); }
static inline unsigned int hweight16(unsigned short x) { return __builtin_popcount(x); }
static inline unsigned int hweight32(unsigned int x) { return __builtin_popcount(x); }
static inline unsigned int hweight64(unsigned long x) { return __builtin_popcountl(x); }
static inline int test_bit(int nr, const volatile void *word)
{
    return (((const volatile unsigned int *)word)[nr >> 5] >> (nr & 31)) & 1;
}
static inline void __set_bit(int nr, volatile void *word)
{
    ((volatile unsigned int *)word)[nr >> 5] |= 1u << (nr & 31);
}
static inline void __clear_bit(int nr, volatile void *word)
{
    ((volatile unsigned int *)word)[nr >> 5] &= ~(1u << (nr & 31));
}

typedef struct { unsigned int __softirq_pending; } irq_cpustat_t;
extern irq_cpustat_t irq_stat[1];
#define softirq_pending(cpu) (irq_stat[(cpu)].__softirq_pending)
#define smp_processor_id() 0u

void local_irq_disable(void);
void local_irq_enable(void);
void safe_halt(void);
