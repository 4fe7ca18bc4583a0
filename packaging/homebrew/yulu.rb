# Homebrew formula: set url and sha256 to those of a release's yulu-VERSION.tar.gz (make dist).
class Yulu < Formula
  desc "Read archives of Chinese news in a terminal, and who said what in them"
  homepage "https://yulu.org"
  url "https://yulu.org/yulu-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license all_of: ["MIT", "Unicode-DFS-2016"]

  depends_on "pkgconf" => :build
  depends_on "libunistring"
  depends_on "libyaml"
  depends_on "ncurses"
  depends_on "sqlite"

  def install
    system "make", "all"
    system "make", "install", "PREFIX=#{prefix}"
  end

  test do
    (testpath/"a.yaml").write <<~YAML
      标题: 傍晚的灯
      总结: 江边的灯亮了。“天黑前要把线路走一遍。”值班的人说。
    YAML
    assert_match "傍晚的灯", shell_output("#{bin}/yulu list --no-state -d #{testpath}/a.yaml")
    system bin/"yulu", "config", "--check"
  end
end
