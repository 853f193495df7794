/* A disk that keeps only what was synced.
 *
 * Loaded before libc into a server under test. After every successful fsync or fdatasync of a database file, the
 * file as it then is goes into the folder $MYELOG_SYNCED: what a disk is sure to hold if the power fails now.
 * Whatever was written later and not synced is not there, as on a machine whose page cache died with it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void copy(int from, const char *to)
{
    char block[1 << 16];
    off_t at = 0;
    ssize_t got;
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0)
        abort();
    while ((got = pread(from, block, sizeof block, at)) > 0) {
        if (write(out, block, got) != got)
            abort();
        at += got;
    }
    if (got < 0 || close(out) < 0)
        abort();
}

static void keep(int file)
{
    char link[64], path[PATH_MAX], fresh[PATH_MAX + 32], kept[PATH_MAX];
    const char *folder = getenv("MYELOG_SYNCED"), *name;
    struct stat is;
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (folder == NULL || length < 0 || fstat(file, &is) < 0 || !S_ISREG(is.st_mode))
        return;
    path[length] = '\0';
    name = strrchr(path, '/') + 1;
    if (strncmp(name, "myelog.db", 9) != 0)
        return;
    snprintf(kept, sizeof kept, "%s/%s", folder, name);
    snprintf(fresh, sizeof fresh, "%s.%d", kept, (int)gettid());
    copy(file, fresh);
    if (rename(fresh, kept) < 0)
        abort();
}

int fsync(int file)
{
    int (*sync)(int) = dlsym(RTLD_NEXT, "fsync");
    int failed = sync(file);
    if (!failed)
        keep(file);
    return failed;
}

int fdatasync(int file)
{
    int (*sync)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int failed = sync(file);
    if (!failed)
        keep(file);
    return failed;
}
