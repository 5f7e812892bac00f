package io.example.minimal;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class MinimalApplication {}
