internal import Glibc
internal import RigSystem

/// The memory that the program may take: that of the machine, or less if a limit is in force.
enum MemoryLimit {
  /// The number of bytes; infinite if nothing tells.
  static var bytes: Double { [machine, addressSpace, group].compactMap { limit in limit }.min() ?? .infinity }

  private static var machine: Double? {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    return pages > 0 ? Double(pages) * pageSize : nil
  }

  private static var pageSize: Double { Double(sysconf(Int32(_SC_PAGESIZE))) }

  /// The rest of the limit of `ulimit -v` beside the memory that the program has already.
  private static var addressSpace: Double? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
      return nil
    }
    let taken = SmallFile.line(at: "/proc/self/statm")?.split(separator: " ").first.flatMap { pages in Double(pages) }
    return max(0, Double(limit.rlim_cur) - (taken ?? 0) * pageSize)
  }

  /// The limit of the control group that the program runs in, such as a container's, or of one around it.
  private static var group: Double? {
    // A container sees its own group at the root.
    var folders = ["/sys/fs/cgroup"]
    let line = SmallFile.line(at: "/proc/self/cgroup")
    if let path = line?.split(separator: ":", omittingEmptySubsequences: false).last {
      for part in path.split(separator: "/") { folders.append("\(folders[folders.count - 1])/\(part)") }
    }
    let files = folders.map { folder in "\(folder)/memory.max" } + ["/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    return files.compactMap { file in SmallFile.line(at: file).flatMap { text in Double(text) } }.min()
  }
}
